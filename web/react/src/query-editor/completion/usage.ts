// What was chosen before, counted in this browser: the last choices of a connection, so that the list stays small and an
// old habit fades.

export interface UsageStore {
  read(): readonly string[];
  write(choices: readonly string[]): void;
}

/** Choices remembered; each is the kind and the text. */
const remembered = 300;
/** So many choices of one thing are as good as more. */
const enough = 8;

export class Usage {
  readonly #store: UsageStore | undefined;
  #choices: string[];
  #counts = new Map<string, number>();

  constructor(store?: UsageStore) {
    this.#store = store;
    this.#choices = [...store?.read() ?? []].slice(-remembered);
    for (const choice of this.#choices) this.#counts.set(choice, (this.#counts.get(choice) ?? 0) + 1);
  }

  /** How often it was chosen lately: 0 never, 1 often. */
  share(kind: string, name: string): number {
    if (this.#counts.size === 0) return 0;
    return Math.min(this.#counts.get(`${kind} ${name}`) ?? 0, enough) / enough;
  }

  note(kind: string, name: string): void {
    const choice = `${kind} ${name}`;
    this.#choices.push(choice);
    this.#counts.set(choice, (this.#counts.get(choice) ?? 0) + 1);
    const oldest = this.#choices.length > remembered ? this.#choices.shift() : undefined;
    if (oldest !== undefined) {
      const left = (this.#counts.get(oldest) ?? 1) - 1;
      if (left === 0) this.#counts.delete(oldest);
      else this.#counts.set(oldest, left);
    }
    this.#store?.write(this.#choices);
  }
}
