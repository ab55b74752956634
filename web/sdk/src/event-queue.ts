// A queue between a producer that pushes and one consumer that iterates. It tells the producer how many bytes have
// been consumed, which is what back-pressure is made of. It knows nothing of what it carries.

import type { StudioError } from './error.ts';

export class EventQueue<Item> implements AsyncIterable<Item> {
  readonly #onConsumed: (bytes: number) => void;
  readonly #onAbandoned: () => void;
  #items: { item: Item; bytes: number }[] = [];
  #head = 0;
  #wake: (() => void) | null = null;
  #is_ended = false;
  #error: StudioError | null = null;

  /** `onAbandoned` is called when the consumer leaves before the end. */
  constructor(onConsumed: (bytes: number) => void, onAbandoned: () => void) {
    this.#onConsumed = onConsumed;
    this.#onAbandoned = onAbandoned;
  }

  push(item: Item, bytes: number): void {
    this.#items.push({ item, bytes });
    this.#wake?.();
  }

  end(): void {
    this.#is_ended = true;
    this.#wake?.();
  }

  /** Ends the queue; the consumer gets what is queued, then the error. */
  fail(error: StudioError): void {
    if (this.#is_ended) return;
    this.#error = error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let is_done = false;
    try {
      for (;;) {
        const next = this.#shift();
        if (next) {
          if (next.bytes > 0) this.#onConsumed(next.bytes);
          yield next.item;
        } else if (this.#is_ended) {
          is_done = true;
          if (this.#error) throw this.#error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = null;
        }
      }
    } finally {
      if (!is_done) this.#onAbandoned();
    }
  }

  #shift(): { item: Item; bytes: number } | undefined {
    const next = this.#items[this.#head];
    if (!next) return undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    }
    return next;
  }
}
