// From the scroll bar to the rows, below and beyond the tallest element.

import { describe, expect, it } from 'vitest';
import { ScrollMap, tallest_px } from './scroll-map.ts';

const viewport = 800;

describe('a list below the limit', () => {
  it('scrolls pixel by pixel', () => {
    const map = new ScrollMap();
    map.resize(28_000, viewport);
    map.scrolled(1234);
    expect([map.top, map.offset, map.height]).toEqual([1234, 0, 28_000]);
  });

  it('stays within when the rows become fewer', () => {
    const map = new ScrollMap();
    map.resize(28_000, viewport);
    map.scrolled(20_000);
    map.resize(2800, viewport);
    expect(map.top).toBe(2800 - viewport);
  });
});

describe('a list of ten million rows', () => {
  const total = 280_000_000;
  const made = (): ScrollMap => {
    const map = new ScrollMap();
    map.resize(total, viewport);
    return map;
  };

  it('has an element that browsers can hold', () => {
    expect(made().height).toBe(tallest_px);
  });

  it('moves pixel by pixel for the wheel', () => {
    const map = made();
    map.scrolled(100);
    map.scrolled(200);
    expect(map.top).toBe(200);
    expect(map.offset).toBe(0);
  });

  it('moves in proportion for the scroll bar', () => {
    const map = made();
    map.scrolled(tallest_px / 2);
    expect(map.top / total).toBeCloseTo(0.5, 3);
  });

  it('reaches the first and the last row', () => {
    const map = made();
    map.scrolled(tallest_px - viewport);
    expect(map.top).toBe(total - viewport);
    map.scrolled(0);
    expect(map.top).toBe(0);
  });

  it('puts the bar where it belongs after a long way by the wheel, without moving the rows', () => {
    const map = made();
    for (let bar = 0; bar <= 500_000; bar += 500) map.scrolled(bar);
    const top = map.top;
    const bar = map.settle();
    expect(map.top).toBe(top);
    expect(bar / (tallest_px - viewport)).toBeCloseTo(top / (total - viewport), 4);
    map.scrolled(bar + 100);
    expect(map.top).toBe(top + 100);
  });

  it('goes to any row', () => {
    const map = made();
    const bar = map.goTo(123_456_789);
    expect(map.top).toBe(123_456_789);
    map.scrolled(bar);
    expect(map.top).toBe(123_456_789);
  });
});
