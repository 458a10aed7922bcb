import { GROUPS, recordedFailures } from './recorded-failure.ts';

const [BEGIN, END] = ['<!-- begin: failures -->\n', '\n<!-- end: failures -->'];

/** Puts the table of recorded failures between its markers in a Markdown page. @throws Error if the page lacks a marker */
export function withFailureTables(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the failures: "${BEGIN.trim()}"`);
  return `${page.slice(0, from + BEGIN.length)}\n${tables()}\n${page.slice(to)}`;
}

function tables(): string {
  const all = recordedFailures().sort((a, b) => (a.happens < b.happens ? -1 : 1));
  return GROUPS.map((group) =>
    [
      `### ${group}\n`,
      row('what happens', 'what you read'),
      row('---', '---'),
      ...all.filter((each) => each.group === group).map(({ happens, message }) => row(happens, inCell(message))),
    ].join('\n'),
  ).join('\n\n');
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

/** Text of several lines as one cell of a table. */
const inCell = (text: string): string =>
  text.replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*').split(/\n\s*/).join('<br>');
