/** Features in a link, separated by commas: `x1,x2,x1%5E2`; chats and mail cut a link off at a `^`. */
export function encodeFeatures(features: readonly string[]): string {
  return features.map(encodeURIComponent).join(',');
}

/** What `encodeFeatures` wrote, unescaped; not checked yet. Commas within parentheses separate nothing. */
export function decodeFeatures(text: string): string[] {
  if (text === '') return [];
  const features: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++)
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth <= 0) {
      features.push(text.slice(start, i));
      start = i + 1;
    }
  features.push(text.slice(start));
  return features;
}
