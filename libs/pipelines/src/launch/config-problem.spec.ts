import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configProblem } from './config-problem.ts';

describe('the problem of a config', () => {
  it.each<[string, number, string]>([
    ['process {\n  cpus = 2\n', 1, '“{” is not closed'],
    ['process {\n  cpus = 2 }\n}', 3, '“}” closes nothing'],
    ['process {\n  ext = [1, 2\n}', 3, '“}” does not close the “[” of line 2'],
    ['params.a = 1\nparams.b = "two\nparams.c = 3', 2, 'the text after " does not end'],
    ["params.a = '''\none\n", 1, "the text after ''' does not end"],
    ['params.a = "${x"', 1, 'the text after " does not end'],
  ])('of %j is found in line %d: %s', (config, line, message) => {
    expect(configProblem(config)).toEqual({ line, message });
  });

  it.each([
    '',
    'process.cpus = 2 // as { many\n/* as "\n the machine */',
    "params.url = 'https://lab.example/{a}'\nparams.quote = \"it's\"",
    'params.a = "${x ? "{" : \'}\'}"\nparams.b = "$x" + \'"\'',
    'params.a = """\n  one " {\n"""\nparams.b = ""',
    "params.a = 'a \\' { b'\nparams.b = 'one \\\n two'",
    'params.half = params.all / 2 / [1].size()',
    'process { withName: ~/A{2}/ { cpus = 1 } }',
    'params.a = $/ a { b /$',
  ])('is absent in %j', (config) => {
    expect(configProblem(config)).toBeNull();
  });

  it('is absent in the config of the exome pipeline', () => {
    const config = readFileSync(join(import.meta.dirname, '../../../../pipelines/wes/nextflow.config'), 'utf8');
    expect(configProblem(config)).toBeNull();
  });
});
