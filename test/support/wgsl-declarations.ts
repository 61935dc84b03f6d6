const ACCESSES = ['uniform', 'read', 'read_write'] as const;

/** A variable in a bind group, as WGSL declares it. */
export interface WgslBinding {
  readonly group: number;
  readonly binding: number;
  readonly name: string;
  /** `uniform`, or the access of a storage buffer. */
  readonly access: (typeof ACCESSES)[number];
  readonly type: string;
}

/** What a WGSL text declares at module scope. Statements inside functions are not looked at. */
export interface WgslDeclarations {
  readonly bindings: readonly WgslBinding[];
  /** Members of each struct in order. */
  readonly structs: ReadonlyMap<
    string,
    readonly (readonly [name: string, type: string])[]
  >;
  readonly entryPoints: readonly string[];
  /** Names of functions, constants, variables and structs. */
  readonly names: readonly string[];
}

/** The text without its comments, which are of the `//` kind throughout. */
export function withoutComments(source: string): string {
  return source.replaceAll(/\/\/.*$/gm, '');
}

/** The lines of comment with which the file starts, joined by spaces. */
export function headComment(source: string): string {
  const lines = source.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join(' ');
}

const ATTRIBUTES = String.raw`(?:@\w+(?:\([^)]*\))?\s*)*`;

/** Reads the declarations of a WGSL text. @throws Error at a binding it cannot read */
export function readDeclarations(source: string): WgslDeclarations {
  const text = withoutComments(source);
  const bindings = [...text.matchAll(/@(?:group|binding)\([^;]*;/g)].map(([declared]) => {
    const match =
      /^@group\((\d+)\)\s*@binding\((\d+)\)\s*var<\s*(\w+)\s*(?:,\s*(\w+)\s*)?>\s*(\w+)\s*:\s*([^;]+);$/.exec(
        declared,
      );
    if (!match) throw new Error(`This binding is written in another way: ${declared}`);
    const [, group, binding, space, mode, name, type] = match;
    // WGSL reads a storage variable without an access mode as `read`.
    const written = space === 'uniform' ? space : mode || 'read';
    const access = ACCESSES.find((known) => known === written);
    if (!access) throw new Error(`This access is none of a kernel's: ${declared}`);
    return { group: Number(group), binding: Number(binding), name, access, type };
  });
  const structs = new Map(
    [...text.matchAll(/\bstruct\s+(\w+)\s*\{([^}]*)\}/g)].map(([, name, body]) => {
      const members = [...body.matchAll(/(\w+)\s*:\s*([\w<>, ]+?)\s*,?\s*(?:\n|$)/g)];
      return [name, members.map(([, member, type]) => [member, type] as const)];
    }),
  );
  const entryPoints = [
    ...text.matchAll(
      new RegExp(
        String.raw`@(?:compute|vertex|fragment)\b\s*${ATTRIBUTES}fn\s+(\w+)`,
        'g',
      ),
    ),
  ].map(([, name]) => name);
  const names = [
    ...text.matchAll(/^(?:@.*)?\b(?:fn|const|override|struct|var(?:<[^>]*>)?)\s+(\w+)/gm),
  ].map(([, name]) => name);
  return { bindings, structs, entryPoints, names };
}
