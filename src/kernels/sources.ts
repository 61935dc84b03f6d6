const files = import.meta.glob<string>('/shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every WGSL file by its path below `shaders/`, without the ending: `layer/dense`. */
export const shaderSources: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, source]) => [
    path.replace(/^\/shaders\//, '').replace(/\.wgsl$/, ''),
    source,
  ]),
);
