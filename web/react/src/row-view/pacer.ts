// Long work on the page's own thread, cut into slices so that the page goes on answering: whoever works asks `is_due` now
// and then, and rests. It knows nothing of the work.

/** A slice leaves room for drawing a frame. */
const slice_ms = 10;

export interface WorkOptions {
  /** Ends the work: it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How far the work is, from 0 to 1; told between slices. */
  onProgress?: ((done: number) => void) | undefined;
}

export class Pacer {
  readonly #options: WorkOptions;
  #began = performance.now();

  constructor(options: WorkOptions = {}) {
    this.#options = options;
  }

  /** Whether this slice has been long enough. Reading the clock costs: ask every few thousand steps. */
  get is_due(): boolean {
    return performance.now() - this.#began > slice_ms;
  }

  /** Lets the page answer; throws where the work is no longer wanted. */
  async rest(done: number): Promise<void> {
    this.#options.onProgress?.(done);
    await nextTurn();
    this.#options.signal?.throwIfAborted();
    this.#began = performance.now();
  }
}

/** A timer would wait four milliseconds each time; a message does not. */
async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
