import { configs as lit } from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

const typed = ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', '*.config.ts'];
const plain = ['scripts/**/*.mjs', 'bench/**/*.mjs', '*.config.js', '*.cjs'];

/** What turns text into markup or code: the app shows users' files and links. */
const textToMarkup = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
].map((property) => ({ property, message: 'Build nodes with Lit templates instead.' }));

const unsafeDirectives = ['unsafe-html', 'unsafe-svg', 'unsafe-mathml'].flatMap(
  (name) => [`lit/directives/${name}.js`, `lit-html/directives/${name}.js`],
);

const noCodeFromText = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-properties': [
    'error',
    ...textToMarkup,
    { object: 'document', property: 'write', message: 'Build nodes with Lit templates.' },
  ],
  'no-restricted-imports': [
    'error',
    { paths: unsafeDirectives.map((name) => ({ name, message: 'It parses markup.' })) },
  ],
};

const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  ...noCodeFromText,
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.cache/', 'test-results/', 'test/**/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...everywhere,
      'no-console': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { args: 'all', argsIgnorePattern: '^_' },
      ],
      // Loop bounds and sizes hold by construction in numeric code; `!` after an index there
      // costs nothing, where a check would stand in the innermost loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Indexing is typed without `undefined`, so the rule calls needed checks unnecessary.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Engines and hosts implement asynchronous interfaces; `async` also turns what they
      // throw into a rejection, as those interfaces promise.
      '@typescript-eslint/require-await': 'off',
      // Definitions are records of pure functions, and { f, df } is how they are read.
      '@typescript-eslint/unbound-method': 'off',
      // Numbers and booleans in messages are what template strings are for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // An arrow that hands on the result of a void call is the usual form of a handler.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/ui/**/*.ts', 'src/elements.ts', 'src/main.ts'],
    extends: [lit['flat/recommended']],
    rules: {
      'lit/no-legacy-imports': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      'lit/quoted-expressions': ['error', 'never'],
    },
  },
  {
    files: plain,
    extends: [tseslint.configs.recommended],
    rules: { ...everywhere, '@typescript-eslint/no-require-imports': 'off' },
  },
);
