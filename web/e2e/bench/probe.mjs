// What runs in the page while it is measured: from the event of a key to the frame in which its effect stands on the screen.

/**
 * Waits for the next key, then for a change under `root` that `is_effect` names, then for its frame; gives milliseconds from the
 * key's event. Installed before the key is pressed. @param {import('playwright-core').Page} page @param {'list' | 'marks' | 'explorer' | 'floor'} what
 */
export async function expectEffect(page, what) {
  await page.evaluate((kind) => {
    const target = /** @type {{studio_effect?: Promise<number>}} */ (/** @type {unknown} */ (window));
    target.studio_effect = new Promise((resolve) => {
      let pressed = -1;
      const root = kind === 'floor' ? document : kind === 'explorer' ? document.querySelector('[aria-label=Explorer]') : document.querySelector('.sg-editor')?.shadowRoot;
      if (!root) throw new Error('there is nothing to look at');
      const shown = () => requestAnimationFrame(() => {
        // Behind the frame: what was changed before it is painted then.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - pressed);
        channel.port2.postMessage(0);
      });
      window.addEventListener('keydown', (event) => {
        pressed = event.timeStamp;
        if (kind === 'floor') {
          document.addEventListener('input', shown, { once: true });
          return;
        }
        const wanted = kind === 'list' ? '.cm-tooltip-autocomplete li' : '.cm-lintRange';
        const lines = () => [...root.querySelectorAll('[role=treeitem]')].map((each) => each.textContent).join('\n');
        const before = lines();
        const observer = new MutationObserver((changes) => {
          const has_come = kind === 'explorer' ? lines() !== before : changes.some((change) => [...change.addedNodes].some((node) => node instanceof Element
            && (node.matches(wanted) || node.querySelector(wanted) !== null)));
          if (!has_come) return;
          observer.disconnect();
          shown();
        });
        observer.observe(root, { childList: true, subtree: true, characterData: kind === 'explorer' });
      }, { capture: true, once: true });
    });
  }, what);
  return {
    /** @param {number} timeout_ms @returns {Promise<number | null>} null where nothing came */
    result: (timeout_ms = 5000) => page.evaluate((limit) => Promise.race([
      /** @type {{studio_effect?: Promise<number>}} */ (/** @type {unknown} */ (window)).studio_effect ?? null,
      new Promise((resolve) => setTimeout(() => resolve(null), limit)),
    ]), timeout_ms).then((value) => (typeof value === 'number' ? value : null)),
  };
}

/** @param {readonly number[]} values @param {number} share */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** @param {string} work @param {readonly number[]} values @param {string} must */
export function line(work, values, must = '') {
  const shown = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
  return `| ${work} | ${values.length} | ${shown(percentile(values, 0.5))} | ${shown(percentile(values, 0.95))} | ${shown(Math.max(...values))} | ${must} |`;
}

/** A key in a bare text field to its frame, so many times. @param {import('../browser.mjs').Visitor} visitor @param {number} count */
export async function floor(visitor, count) {
  const page = await visitor.context.newPage();
  await page.setContent('<textarea autofocus rows="20" cols="80"></textarea>');
  await page.locator('textarea').focus();
  const took = [];
  for (let number = 0; number < count; number += 1) {
    const effect = await expectEffect(page, 'floor');
    await page.keyboard.press('x');
    const value = await effect.result();
    if (value !== null) took.push(value);
  }
  await page.close();
  return took;
}
