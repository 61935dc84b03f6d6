import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Has the canvases of its host drawn again after a crash of the GPU process, which empties
 * them: on a paused page nothing else would.
 */
export class RestorationController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: Node };
  readonly #draw: (canvas: HTMLCanvasElement) => void;

  /** @param draw called with each canvas that was emptied, its context in its first state */
  constructor(
    host: ReactiveControllerHost & { readonly renderRoot: Node },
    draw: (canvas: HTMLCanvasElement) => void,
  ) {
    this.#host = host;
    this.#draw = draw;
    host.addController(this);
  }

  hostConnected(): void {
    // The event does not bubble, but it passes here on its way to the canvas.
    this.#host.renderRoot.addEventListener('contextrestored', this.#onRestored, true);
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('contextrestored', this.#onRestored, true);
  }

  readonly #onRestored = ({ target }: Event): void => {
    if (target instanceof HTMLCanvasElement) this.#draw(target);
  };
}
