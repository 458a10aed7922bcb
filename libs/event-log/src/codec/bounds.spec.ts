import { assertDataBounds, assertDepth } from './bounds.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const levels = (count: number): string => '['.repeat(count) + ']'.repeat(count);

describe('the nesting of JSON', () => {
  it('may have 128 levels', () => {
    expect(() => assertDepth(bytes(levels(128)))).not.toThrow();
    expect(() => assertDepth(bytes(levels(129)))).toThrow('nested deeper than 128 levels');
    expect(() => assertDepth(bytes(`[${'{"a":'.repeat(128)}1`))).toThrow('nested deeper than 128 levels');
    expect(() => assertDepth(bytes(`[${'[],'.repeat(300)}[]]`))).not.toThrow();
  });

  it('does not count brackets in a string, also behind an escaped quote or backslash', () => {
    const brackets = '['.repeat(300);
    for (const text of [brackets, `\\"${brackets}`, `\\\\\\"${brackets}`])
      expect(() => assertDepth(bytes(`{"a":"${text}"}`))).not.toThrow();
  });

  it('counts brackets behind a string that ends with an escaped backslash', () => {
    expect(() => assertDepth(bytes(`{"a":"\\\\","b":${levels(128)}}`))).toThrow('nested deeper than 128 levels');
  });
});

describe('a field of data', () => {
  // What is a key, or a part of one, in tables and their indexes.
  it.each([
    ...['hash', 'runner_id', 'storage_id', 'results_left_on', 'session_id', 'sha256', 'kind', 'start_time', 'boot_id'],
    ...['nextflow_version', 'run_name', 'pipeline', 'pipeline_revision', 'queue', 'refusal', 'error_action', 'signal'],
    ...['sample_name', 'command', 'method', 'route', 'why', 'token_id'],
  ])('that is a key has at most 512 characters, and no control characters: %s', (name) => {
    expect(() => assertDataBounds({ [name]: 'a'.repeat(512) })).not.toThrow();
    expect(() => assertDataBounds({ [name]: 'a'.repeat(513) })).toThrow(name);
    expect(() => assertDataBounds({ [name]: 'a\0' })).toThrow(name);
    expect(() => assertDataBounds({ [name]: '\ud800' })).toThrow(name);
    expect(() => assertDataBounds({ list: [{ [name]: 'a'.repeat(513) }] })).toThrow(name);
  });

  it.each([
    ...['process', 'step', 'failing_step', 'failing_task', 'made_by', 'by', 'target'],
    ...['path', 'launch_dir', 'work_dir', 'output_dir'],
  ])('that is a path or the name of a step has at most 16 Ki characters: %s', (name) => {
    expect(() => assertDataBounds({ [name]: 'a'.repeat(16 * 1024) })).not.toThrow();
    expect(() => assertDataBounds({ [name]: 'a'.repeat(16 * 1024 + 1) })).toThrow(name);
  });

  it.each(['at', 'expires_at'])('that is a time lies in the years that tables can hold: %s', (name) => {
    for (const year of ['1970', '2999']) expect(() => assertDataBounds({ [name]: `${year}-01-01` })).not.toThrow();
    for (const year of ['1969', '3000']) expect(() => assertDataBounds({ [name]: `${year}-01-01` })).toThrow(name);
  });

  it('has any bytes where people chose its name', () => {
    const value = { token_id: 'a'.repeat(513) };
    expect(() => assertDataBounds({ params: value, env: value, files: value })).not.toThrow();
  });
});
