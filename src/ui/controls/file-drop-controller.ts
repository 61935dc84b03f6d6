import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Takes files that are dropped on its host. While some are above it the host has the attribute
 * `dropping`. Other things that are dragged, as text, are left to the page.
 */
export class FileDropController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onFiles: (files: readonly File[]) => void;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onFiles: (files: readonly File[]) => void,
  ) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('dragenter', this.#onOver);
    this.#host.addEventListener('dragover', this.#onOver);
    this.#host.addEventListener('dragleave', this.#onLeave);
    this.#host.addEventListener('drop', this.#onDrop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragenter', this.#onOver);
    this.#host.removeEventListener('dragover', this.#onOver);
    this.#host.removeEventListener('dragleave', this.#onLeave);
    this.#host.removeEventListener('drop', this.#onDrop);
    this.#host.removeAttribute('dropping');
  }

  readonly #onOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Else the browser would open the file in place of the page.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    this.#host.setAttribute('dropping', '');
  };

  readonly #onLeave = ({ relatedTarget }: DragEvent): void => {
    // Going on to a part of the host is not leaving it.
    if (!(relatedTarget instanceof Node && this.#host.contains(relatedTarget)))
      this.#host.removeAttribute('dropping');
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#host.removeAttribute('dropping');
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#onFiles([...(event.dataTransfer?.files ?? [])]);
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
