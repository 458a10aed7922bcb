import { actionNames, commands } from '@reprise/contracts';
import { Command } from 'commander';
import { addClientCommands } from '../../program.ts';
import type { Context } from '../../context.ts';
import { exampleOptions } from '../input/example-options.ts';
import { bodyOfOptions } from '../input/body-options.ts';

const program = new Command('reprise');
addClientCommands(program, {} as Context);
const flagsOf = (name: string) =>
  program.commands.find((one) => one.name() === name)!.options.map(({ long, short }) => long ?? short);

describe('commands to jobs', () => {
  it('cover the whole catalogue', () => {
    expect(program.commands.map((one) => one.name())).toEqual(expect.arrayContaining([...actionNames, 'classify']));
  });

  it('accept each field of their body as an option', () => {
    expect(flagsOf('rerun')).toEqual(
      expect.arrayContaining(['--reason', '--param', '--params-file', '--keep-work-dir', '--keep-results', '--watch']),
    );
    expect(flagsOf('pause')).toContain('--mode');
  });

  it('send exactly the given fields', () => {
    const { schema } = commands.rerun.body;
    expect(bodyOfOptions(schema, { server: 'x', json: true })).toEqual({});
    expect(bodyOfOptions(schema, { reason: 'newer', keepResults: true, param: ['depth=30'] })).toEqual({
      reason: 'newer',
      keep_results: true,
      params: { depth: 30 },
    });
  });

  it('send an object of texts and a list of texts from repeated options', () => {
    const { schema } = commands.label.body;
    expect(bodyOfOptions(schema, { set: ['run=2026-48', 'project=cardio'], remove: ['site'] })).toEqual({
      set: { run: '2026-48', project: 'cardio' },
      remove: ['site'],
    });
    expect(() => bodyOfOptions(schema, { set: ['run'] })).toThrow('--set run is not key=value.');
    expect(() => bodyOfOptions(schema, { set: ['run=47', 'run=48'] })).toThrow('--set run is given twice.');
  });

  it('have the examples of the catalogue in their help', () => {
    expect(exampleOptions({ reason: "the lab's", params: { depth: 30 }, keep_results: true, fast: false })).toBe(
      `--reason 'the lab'\\''s' -p depth=30 --keep-results`,
    );
  });

  it('reject text that is not JSON where a list is required', () => {
    expect(() => bodyOfOptions(commands.classify.body.schema, { criteria: 'PS3' })).toThrow(
      '--criteria PS3 is not JSON.',
    );
  });
});
