/**
 * Copies a text to the clipboard.
 * @param select selects it where it is shown, for where the page may not copy
 * @returns what came of it, in a sentence
 */
export async function copyText(text: string, select: () => void): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    // Without permission, or on a page without a secure context, there is no clipboard.
    select();
    return 'The browser lets no page copy here: the text is selected instead.';
  }
}

/** Selects all that an element shows. */
export function selectAll(shown: Node | null): void {
  if (shown) getSelection()?.selectAllChildren(shown);
}
