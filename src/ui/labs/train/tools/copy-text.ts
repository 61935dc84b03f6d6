/**
 * Copies a text to the clipboard; where the page may not, selects it in `shown`.
 * @returns what came of it, in a sentence
 */
export async function copyText(text: string, shown: Node | null): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    // Without permission, or on a page without a secure context, there is no clipboard.
    if (shown) getSelection()?.selectAllChildren(shown);
    return 'The browser lets no page copy here: the text is selected instead.';
  }
}
