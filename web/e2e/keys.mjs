// Somebody who has no pointer: what has the focus, and how to get to something by keys.

import assert from 'node:assert/strict';

/** A click anywhere would make the journey a lie. @param {import('playwright-core').Page} page */
export async function refusePointer(page) {
  await page.evaluate(() => {
    for (const kind of ['mousedown', 'pointerdown']) {
      window.addEventListener(kind, (event) => {
        if (event.isTrusted) throw new Error(`a ${event.type}`);
      }, true);
    }
  });
}

export class Keys {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string[]} keys */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** What has the focus: its role and its name, inside of the editor too. */
  async focused() {
    return await this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element) return '';
      const role = element.getAttribute('role') ?? element.localName;
      const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.textContent : null;
      return `${role} ${element.getAttribute('aria-label') ?? label ?? element.textContent ?? ''}`.replace(/\s+/g, ' ').trim();
    });
  }

  /** Waits until something has the focus. @param {RegExp} wanted */
  async has(wanted) {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const now = await this.focused();
      if (wanted.test(now)) return now;
      assert.ok(Date.now() < deadline, `${String(wanted)} has not the focus but: ${now}`);
    }
  }

  /** Goes on by Tab until something has the focus; fails where it is not among the next so many. @param {RegExp} wanted */
  async tabTo(wanted, key = 'Tab', most = 40) {
    const passed = [];
    for (let step = 0; step < most; step += 1) {
      await this.press(key);
      const now = await this.focused();
      if (wanted.test(now)) return now;
      passed.push(now.slice(0, 60));
    }
    assert.fail(`${String(wanted)} was not reached: ${passed.join(' | ')}`);
  }
}
