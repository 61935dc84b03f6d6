/**
 * A validator for the part of JSON Schema (draft 2020-12) that the printed schema uses. An
 * unknown keyword is an error, so that nothing passes because it was not looked at.
 */
export type JsonSchemaNode = { readonly [keyword: string]: unknown };

type Check = (argument: never, value: unknown, root: JsonSchemaNode) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Record<string, (value: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
};

/** Keywords about numbers, texts and lists pass everything else, as the standard has it. */
const number =
  (holds: (value: number, bound: number) => boolean) => (bound: number, value: unknown) =>
    typeof value !== 'number' || holds(value, bound);
const text =
  (holds: (length: number, bound: number) => boolean) =>
  (bound: number, value: unknown) =>
    typeof value !== 'string' || holds(value.length, bound);

const KEYWORDS: Record<string, Check> = {
  type: (type: string, value) => TYPES[type](value),
  const: (constant: unknown, value) => value === constant,
  enum: (values: readonly unknown[], value) => values.includes(value),
  minimum: number((value, bound) => value >= bound),
  maximum: number((value, bound) => value <= bound),
  exclusiveMinimum: number((value, bound) => value > bound),
  exclusiveMaximum: number((value, bound) => value < bound),
  minLength: text((length, bound) => length >= bound),
  maxLength: text((length, bound) => length <= bound),
  minItems: (bound: number, value) => !Array.isArray(value) || value.length >= bound,
  maxItems: (bound: number, value) => !Array.isArray(value) || value.length <= bound,
  prefixItems: (items: readonly JsonSchemaNode[], value, root) =>
    !Array.isArray(value) ||
    items.every(
      (item, index) => index >= value.length || accepts(item, value[index], root),
    ),
  required: (keys: readonly string[], value) =>
    !isObject(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (properties: Record<string, JsonSchemaNode>, value, root) =>
    !isObject(value) ||
    Object.entries(properties).every(
      ([key, schema]) => !Object.hasOwn(value, key) || accepts(schema, value[key], root),
    ),
  anyOf: (branches: readonly JsonSchemaNode[], value, root) =>
    branches.some((branch) => accepts(branch, value, root)),
  $ref: (reference: string, value, root) =>
    accepts(definition(root, reference), value, root),
};
const ANNOTATIONS = ['$schema', '$defs', 'title', 'description', 'default'];

export function accepts(
  schema: JsonSchemaNode,
  value: unknown,
  root: JsonSchemaNode = schema,
): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (ANNOTATIONS.includes(keyword)) return true;
    if (keyword === 'additionalProperties') {
      if (argument !== false) throw new Error('Only false is understood.');
      const known = Object.keys(schema['properties'] as object);
      return !isObject(value) || Object.keys(value).every((key) => known.includes(key));
    }
    if (keyword === 'items') {
      // It is about what comes behind `prefixItems`; false forbids it.
      const { length } = (schema['prefixItems'] ?? []) as readonly unknown[];
      const others: unknown[] = Array.isArray(value) ? value.slice(length) : [];
      return argument === false
        ? others.length === 0
        : others.every((one) => accepts(argument as JsonSchemaNode, one, root));
    }
    if (!Object.hasOwn(KEYWORDS, keyword)) throw new Error(`Unknown keyword ${keyword}.`);
    return KEYWORDS[keyword](argument as never, value, root);
  });
}

export function definition(root: JsonSchemaNode, reference: string): JsonSchemaNode {
  const name = /^#\/\$defs\/(\w+)$/.exec(reference)?.[1] ?? '';
  return (root['$defs'] as Record<string, JsonSchemaNode>)[name];
}
