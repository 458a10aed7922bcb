import { recorded } from '../testing/recorded.ts';
import { readLintErrors, readRunErrors } from './read-compile-errors.ts';

const inRun = (name: string) => readRunErrors(recorded(`compile/${name}.txt`));
const inLint = (name: string) => readLintErrors(recorded(`compile/${name}.txt`));
const toy = (file: string) => `/data/pipelines/toy/${file}`;
const error = (file: string, line: number | null, column: number | null, message: string) => ({
  file: toy(file),
  line,
  column,
  message,
});

describe('the errors of a compile-only run', () => {
  it.each([
    ['of a script', 'script.24.10.0', [error('bad.nf', 5, 12, "Unexpected character: '\"'")]],
    [
      'of a class, with the place on the next line',
      'class.24.10.0',
      [error('two.nf', 1, 1, 'unable to resolve class foo.Bar')],
    ],
    ['of a module', 'module.24.10.0', [error('./modules/call.nf', 8, 1, "Unexpected input: '}'")]],
    ['of a config', 'config.24.10.0', [error('nextflow.config', 1, 9, "Unexpected input: '{'")]],
    ['of a config, by 22.10', 'config.22.10.7', [error('nextflow.config', 1, 9, "Unexpected input: '{'")]],
    [
      'of an attribute that the config has not',
      'config-attribute.24.10.0',
      [error('nextflow.config', null, null, 'Unknown config attribute `lab.memory`')],
    ],
    [
      'of an attribute that the config has not, by 22.10',
      'config-attribute.22.10.7',
      [error('nextflow.config', null, null, 'Unknown config attribute `lab.memory`')],
    ],
    [
      'of a missing module',
      'module-missing.24.10.0',
      [error('nofile.nf', 1, null, "Can't find a matching module file for include: ./modules/nope")],
    ],
    [
      'of a missing module, by 22.10',
      'module-missing.22.10.7',
      [error('nofile.nf', 1, null, "Can't find a matching module file for include: ./modules/nope")],
    ],
    [
      'of a name that a module has not',
      'name-missing.24.10.0',
      [error('noname.nf', 1, null, `Cannot find a component with name 'NOPE' in module: ${toy('./modules/call.nf')}`)],
    ],
    [
      'of a script, several by 22.10',
      'scripts.22.10.7',
      [
        error('two.nf', 3, 5, 'The current scope already contains a variable of the name x'),
        error('two.nf', 11, 7, 'The current scope already contains a variable of the name y'),
        error('two.nf', 1, 1, 'unable to resolve class foo.Bar'),
        error('two.nf', 10, 11, 'unable to resolve class Baz'),
      ],
    ],
  ])('are read: %s', (_, name, errors) => {
    expect(inRun(name)).toEqual(errors);
  });

  it('are none if it ended before a missing workflow', () => {
    expect(inRun('none.24.10.0')).toEqual([]);
    expect(inRun('none.22.10.7')).toEqual([]);
  });

  it('are unknown if the script failed for another reason, or nothing was printed', () => {
    expect(inRun('other.24.10.0')).toBeNull();
    expect(readRunErrors('')).toBeNull();
  });
});

describe('the errors of nextflow lint', () => {
  it('are read from its JSON', () => {
    const errors = inLint('lint.25.04.4');
    expect(errors).toHaveLength(6);
    expect(errors?.slice(3, 5)).toEqual([
      error('two.nf', 3, 5, '`x` is already declared'),
      error('two.nf', 10, 11, '`Baz` is not defined'),
    ]);
    expect(readLintErrors('Downloading nextflow\n{\n  "errors": []\n}\n')).toEqual([]);
  });

  it.each(['25.10.7', '26.04.6'])('are read from the output of %s, in script, module and config', (version) => {
    expect(inLint(`lint.${version}`)).toEqual([
      error('modules/broken.nf', 3, 23, '`missing` is not defined'),
      error('two.nf', 2, 1, `Included name 'NOPE' is not defined in module '${toy('modules/call.nf')}'`),
      error('two.nf', 3, 1, `Invalid include source: '${toy('modules/gone.nf')}'`),
      error('two.nf', 10, 11, '`names` is not defined'),
      error('two.config', 2, 1, 'If statements cannot be mixed with config statements'),
    ]);
    expect(inLint(`lint-syntax.${version}`)).toEqual([
      error('bad.nf', 11, 31, "Unexpected input: 'Channel'"),
      error('bad.config', 3, 1, "Unexpected input: '<EOF>'"),
    ]);
    expect(inLint(`lint-none.${version}`)).toEqual([]);
  });

  it('are unknown if it failed itself', () => {
    expect(inLint('lint-failed.25.04.4')).toBeNull();
  });
});
