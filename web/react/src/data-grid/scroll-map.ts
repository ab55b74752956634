// From the scroll bar's position to the position in the rows. Browsers limit the height of an element (Firefox to 17.8
// million pixels, Chromium to 33.5), and ten million rows are taller than that. Up to the limit the two are the same.
// Beyond it a small movement (wheel, key) still moves the rows pixel by pixel, a large one (dragging the bar) moves in
// proportion, and when scrolling has come to rest the bar is put where it belongs.

export const tallest_px = 12_000_000;

export class ScrollMap {
  #total = 0;
  #viewport = 0;
  #top = 0;
  #bar = 0;

  /** The first pixel of the rows that is visible. */
  get top(): number {
    return this.#top;
  }

  /** The height that the element gets. */
  get height(): number {
    return Math.min(this.#total, tallest_px);
  }

  /** What must be added to a position in the rows to get the position in the element. */
  get offset(): number {
    return this.#bar - this.#top;
  }

  get is_scaled(): boolean {
    return this.#total > tallest_px;
  }

  resize(total: number, viewport: number): void {
    this.#total = total;
    this.#viewport = viewport;
    this.#top = Math.max(0, Math.min(this.#top, this.#farthest));
    if (!this.is_scaled) this.#bar = this.#top;
  }

  /** The scroll bar has moved to `bar`. */
  scrolled(bar: number): void {
    const moved = bar - this.#bar;
    this.#bar = bar;
    if (!this.is_scaled) this.#top = bar;
    else if (bar <= 0) this.#top = 0;
    else if (bar >= this.#farthest_bar) this.#top = this.#farthest;
    else if (Math.abs(moved) <= this.#viewport * 2) this.#top = this.#clamp(this.#top + moved);
    else this.#top = (bar / this.#farthest_bar) * this.#farthest;
  }

  /** Goes to a position in the rows; gives the position for the scroll bar. */
  goTo(top: number): number {
    this.#top = this.#clamp(top);
    return this.settle();
  }

  /** Where the bar belongs for the present position. */
  settle(): number {
    this.#bar = this.is_scaled ? Math.round((this.#top / this.#farthest) * this.#farthest_bar) : this.#top;
    return this.#bar;
  }

  get #farthest(): number {
    return Math.max(0, this.#total - this.#viewport);
  }

  get #farthest_bar(): number {
    return Math.max(0, this.height - this.#viewport);
  }

  #clamp(top: number): number {
    return Math.max(0, Math.min(top, this.#farthest));
  }
}
