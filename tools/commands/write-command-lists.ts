import { writeFileSync } from 'node:fs';
import { commandLists } from './command-lists.ts';

/** Writes the facts of the commands, and the list of commands in each folder. */
for (const { file, text } of commandLists()) writeFileSync(file, text);
