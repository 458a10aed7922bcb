import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { routeRights } from '../src/routes/route-rights.ts';
import { includesRole, type Right } from '../src/access/right.ts';
import { roles, type Role } from '../src/fields/role.ts';
import { commandNames } from '../src/commands/command-names.ts';
import { commands } from '../src/commands/index.ts';

const file = new URL('../../../docs/access-roles.md', import.meta.url);
const MARK = '<!-- From here on made by libs/contracts/scripts/publish-documents.ts: do not edit. -->\n';

/**
 * Returns the path and the text of docs/access-roles.md: the handwritten part up to the marker, followed by the
 * generated table of roles.
 */
export function accessDocument(): { readonly file: string; readonly text: string } {
  const [byHand] = readFileSync(file, 'utf8').split(MARK);
  return { file: fileURLToPath(file), text: `${byHand ?? ''}${MARK}${commandTable()}\n${routeTable()}` };
}

const marks = (role: Role | null): string =>
  roles.map((each) => (role === null || includesRole(each, role) ? 'yes' : '')).join(' | ');
const head = (first: string): string => `| ${first} | ${roles.join(' | ')} |\n|---|${roles.map(() => '---|').join('')}`;

const commandTable = (): string => `## Commands

${head('command')}
${commandNames.map((name) => `| \`${name}\`: ${commands[name].text.label} | ${marks(commands[name].role)} |`).join('\n')}
`;

const routeTable = (): string => `## Routes

${head('route')}
${Object.entries(routeRights)
  .toSorted(([a], [b]) => (pathOf(a) < pathOf(b) ? -1 : 1))
  .map(([route, right]) => `| \`${route}\`${noteOf(right)} | ${marks(right.role)} |`)
  .join('\n')}
`;

const noteOf = ({ role, notByToken }: Right): string =>
  role === null ? ', signed in or not' : notByToken ? ', not by an API token' : '';

/** Sorts by path, then method, so that the routes of one resource stay together. */
const pathOf = (route: string): string => route.split(' ').toReversed().join(' ');
