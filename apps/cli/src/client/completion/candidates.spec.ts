import { Command } from 'commander';
import type { Context } from '../context.ts';
import { addClientCommands } from '../program.ts';
import { candidates } from './candidates.ts';

const program = new Command('reprise');
addClientCommands(program, {} as Context);
const lookup = (argument: string) => Promise.resolve([{ word: `a ${argument}`, description: '' }]);
const wordsFor = async (...words: string[]) => (await candidates(program, words, lookup)).map(({ word }) => word);

describe('completion', () => {
  it('offers visible commands, also nested ones', async () => {
    expect(await wordsFor('')).toEqual(expect.arrayContaining(['submit', 'jobs', 'cancel', 'audit']));
    expect(await wordsFor('comp')).toEqual(['completion']);
    expect(await wordsFor('audit', '')).toEqual(['export']);
  });

  it('offers the options of a command and the values of an option', async () => {
    expect(await wordsFor('rerun', '--keep')).toEqual(['--keep-work-dir', '--keep-results']);
    expect(await wordsFor('pause', '--mode', '')).toEqual(['freeze', 'drain']);
    expect(await wordsFor('jobs', '--pipeline', '')).toEqual(['a pipeline']);
  });

  it('requests the jobs and pipelines of the server', async () => {
    expect(await wordsFor('cancel', '--reason', 'wrong sample', '')).toEqual(['a job']);
    expect(await wordsFor('cancel', 'one', '')).toEqual(['a job']);
    expect(await wordsFor('submit', '')).toEqual(['a pipeline']);
    expect(await wordsFor('show', 'one', '')).toEqual([]);
  });
});
