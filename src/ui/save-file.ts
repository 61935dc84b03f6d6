/** Hands a text to the person as a file; nothing leaves the machine. */
export function saveText(text: string, name: string, type: string): void {
  saveBlob(new Blob([text], { type }), name);
}

/** Hands contents to the person as a file; nothing leaves the machine. */
export function saveBlob(contents: Blob, name: string): void {
  const address = URL.createObjectURL(contents);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the contents by the next task.
  setTimeout(() => URL.revokeObjectURL(address));
}
