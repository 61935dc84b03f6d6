import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Reports the width of its host in CSS pixels, once connected and whenever it changes. */
export class SizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer: ResizeObserver;
  width = 0;

  constructor(host: ReactiveControllerHost & Element, onResize: (width: number) => void) {
    this.#host = host;
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width === this.width) return;
      this.width = width;
      onResize(width);
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
