import { settings, type Setting } from './settings/index.ts';

const all: readonly (readonly [name: string, setting: Setting])[] = Object.entries(settings);

/** Tables of docs/settings.md, by the name in their markers. */
const tables = {
  settings: () => [
    row('name', 'default', 'meaning'),
    row('---', '---', '---'),
    ...all
      .filter(([, { internal }]) => !internal)
      .map(([name, setting]) => row(`\`${name}\``, defaultOf(setting), setting.meaning)),
  ],
  'service settings': () => [
    row('name', 'read by', 'default', 'meaning'),
    row('---', '---', '---', '---'),
    ...all
      .filter(([, { internal }]) => internal)
      .map(([name, setting]) => row(`\`${name}\``, readersOf(setting), defaultOf(setting), setting.meaning)),
  ],
};

/** Writes the settings tables between their markers in a Markdown page. @throws Error if the page lacks a marker */
export function withSettingsTables(page: string): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- begin: ${name} -->\n`, `\n<!-- end: ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The page has no place for the ${name}: "${begin.trim()}"`);
    return `${text.slice(0, from + begin.length)}\n${table().join('\n')}\n${text.slice(to)}`;
  }, page);
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

const defaultOf = ({ default: text, otherwise }: Setting): string => otherwise ?? (text ? `\`${text}\`` : '');

const readersOf = ({ readers, requiredBy }: Setting): string =>
  readers.map((reader) => (requiredBy?.includes(reader) ? `${reader}, which needs it` : reader)).join('; ');
