import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws at most once a frame, however often it is asked, and not at all while disconnected. */
export class FrameController implements ReactiveController {
  readonly #draw: () => void;
  #frame = 0;
  #connected = false;

  constructor(host: ReactiveControllerHost, draw: () => void) {
    this.#draw = draw;
    host.addController(this);
  }

  /** Asks for a drawing in the next frame. */
  request(): void {
    if (!this.#connected || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  hostConnected(): void {
    this.#connected = true;
    this.request();
  }

  hostDisconnected(): void {
    this.#connected = false;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
