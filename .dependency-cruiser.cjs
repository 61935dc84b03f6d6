/**
 * The arrows of docs/architecture.md: which room of src/ may import which. A room may always
 * import itself; whatever is not named here is forbidden.
 */
const rooms = {
  core: [],
  ops: ['core'],
  calculus: ['core'],
  data: ['core', 'calculus'],
  spec: ['core', 'ops', 'data'],
  export: ['core', 'ops', 'calculus', 'data', 'spec'],
  gpu: ['core'],
  kernels: ['core', 'gpu'],
  engines: ['core', 'ops', 'kernels', 'gpu'],
  session: ['core', 'ops', 'data', 'spec', 'gpu', 'engines'],
  speed: ['core', 'ops', 'data', 'spec', 'gpu', 'kernels', 'engines', 'session'],
  state: ['core', 'ops', 'data', 'spec'],
  ui: ['core', 'ops', 'data', 'calculus', 'spec', 'export', 'state', 'session', 'speed'],
  cli: ['core', 'data', 'spec', 'session'],
};

const anyOf = (names) => `(${names.join('|')})`;

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `arrows-of-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/.', pathNot: `^src/${anyOf([room, ...allowed])}/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'known-rooms',
      comment: 'A new room of src/ needs a line in the table of arrows.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          `^src/${anyOf(Object.keys(rooms))}/`,
          '^src/(index|elements|node|main|library)\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'entries-are-ends',
      comment: 'Nothing inside imports a public entry.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/((index|elements|node|main)\\.ts$|cli/main\\.ts$)' },
    },
    {
      name: 'library-is-for-entries',
      comment: 'src/library.ts is what the entries index.ts and node.ts have in common.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(index|node)\\.ts$' },
      to: { path: '^src/library\\.ts$' },
    },
    {
      name: 'engines-are-strangers',
      comment:
        'An engine that imported a sibling could not be an independent second opinion.',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/' },
      to: { path: '^src/engines/', pathNot: '^src/engines/$1/' },
    },
    {
      name: 'kernels-belong-to-webgpu',
      comment: 'Only the webgpu engine touches kernels and the device.',
      severity: 'error',
      from: { path: '^src/engines/', pathNot: '^src/engines/webgpu/' },
      to: { path: '^src/(kernels|gpu)/' },
    },
    {
      name: 'kernels-know-gpu-types-only',
      comment:
        'A kernel is defined with src/gpu/kernel.ts; running it is the work of src/gpu.',
      severity: 'error',
      from: { path: '^src/kernels/' },
      to: {
        path: '^src/gpu/',
        pathNot: '^src/gpu/kernel\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shaders-belong-to-kernels',
      comment: 'Each WGSL file has one typed definition, in src/kernels.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/kernels/' },
      to: { path: '^shaders/' },
    },
    {
      name: 'ui-holds-a-handle',
      comment:
        'The interface knows a session by its handle; the session runs in a worker.',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/session/', pathNot: '^src/session/(phase-)?handle\\.ts$' },
    },
    {
      name: 'ui-holds-a-speed-handle',
      comment:
        'What is measured runs in a worker, too: the interface knows its handle, its results and the statistics.',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: {
        path: '^src/speed/',
        pathNot:
          '^src/speed/(handle|race-handle|profile-handle|statistics|results/.*)\\.ts$',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-dependencies',
      comment:
        'What src/ imports at run time must be among the dependencies of the package.',
      severity: 'error',
      // What is only compared with is bundled into the page and its worker, and in no other entry.
      from: { path: '^src/', pathNot: '^src/speed/engines/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: an arrow that exists only in types still ties two rooms together.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
