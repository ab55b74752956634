// The device of a sign-in in words, from the browser's User-Agent. Such texts lie for compatibility: the more special name
// is looked for first.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, 'Edge'], [/\bOPR\/(\d+)/, 'Opera'], [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chromium|Chrome|CriOS)\/(\d+)/, 'Chrome'], [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/^curl\/([\d.]+)/, 'curl'], [/^python-requests\/([\d.]+)/, 'Python'], [/^node\b/, 'Node.js'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'], [/\biPad\b/, 'iPad'], [/\bAndroid\b/, 'Android'], [/\bCrOS\b/, 'ChromeOS'], [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'], [/\bLinux\b/, 'Linux'],
];

/** `Firefox 140 on Linux`; what cannot be told is left out. */
export function deviceText(user_agent: string | null): string {
  if (user_agent === null || user_agent.trim() === '') return 'Unknown device';
  const system = systems.find(([sign]) => sign.test(user_agent))?.[1];
  for (const [sign, name] of browsers) {
    const match = sign.exec(user_agent);
    if (match) return [name, match[1], system === undefined ? undefined : `on ${system}`].filter(Boolean).join(' ');
  }
  return system ?? user_agent.slice(0, 40);
}

/** A hand-held device, for its icon. */
export function isHandheld(user_agent: string | null): boolean {
  return /\b(?:iPhone|iPad|Android|Mobile)\b/.test(user_agent ?? '');
}
