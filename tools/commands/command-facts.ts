import { join } from 'node:path';
import { commands, type CommandDescriptor } from '@reprise/contracts';

const folder = join(import.meta.dirname, '../../libs/contracts/src/commands');

/** Parts of a descriptor that are data and are used by the first view of the page, in source order. */
const FACTS = ['name', 'target', 'about', 'role', 'refused', 'bulk', 'icon'] as const;
/** Parts that are data and are used later. */
const TEXTS = ['path', 'summary', 'message'] as const;

/** Returns the files with the facts and texts of all commands, without the schemas, in their expected state. */
export const commandFacts = (): { file: string; text: string }[] => [
  fileOf('facts', 'Facts of each command without its schemas: the page shows commands before it loads zod.', factsOf),
  fileOf('texts', 'Texts of each command besides its button.', (command) => lines(command, TEXTS)),
];

function fileOf(name: string, doc: string, linesOf: (command: CommandDescriptor) => string[]) {
  const all = Object.entries<CommandDescriptor>(commands).flatMap(([key, command]) => [
    ...[`  ${key}: {`, ...linesOf(command), '  },'],
  ]);
  const head = ['// Written by tools/commands/write-command-lists.ts: do not edit.', '', `/** ${doc} */`];
  const constant = `command${name[0]!.toUpperCase()}${name.slice(1)}`;
  const text = [...head, `export const ${constant} = {`, ...all, '} as const;', ''].join('\n');
  return { file: join(folder, `${name}.ts`), text };
}

function factsOf(command: CommandDescriptor): string[] {
  const text = Object.entries(command.text).map(([name, word]) => `      ${name}: ${literal(word)},`);
  const preview = 'preview' in command ? ['    hasPreview: true,'] : [];
  return [...lines(command, FACTS), ...preview, '    text: {', ...text, '    },'];
}

const lines = (command: CommandDescriptor, names: readonly (keyof CommandDescriptor)[]): string[] =>
  names.flatMap((name) => (name in command ? [`    ${name}: ${literal(command[name])},`] : []));

/** Formatted like the formatter: in single quotes, unless that takes more escapes. */
const literal = (value: unknown): string =>
  typeof value === 'string' && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
