import type { NamedInput } from '@reprise/contracts';
import type { Field } from '../params/schema-form.ts';
import { chosen, fitting, filledPaths } from './fitting.ts';

const input = (name: string, params: Record<string, string>): NamedInput => ({
  input_id: name,
  name,
  kind: 'kit',
  params,
  added_at: '',
  added_by: 'ada',
  removed_at: null,
  removed_by: null,
});
const field = (name: string, kind: Field['kind']) => ({ name, kind }) as Field;

const kit = input('Twist', { reference: '/r/genome.fa', targets: '/k/twist.bed' });
const genome = input('GRCh38', { reference: '/r/genome.fa' });
const fields = [field('reference', 'file'), field('depth', 'integer')];

describe('registered inputs in a form', () => {
  it('are offered if the pipeline has all of their parameters, by name', () => {
    expect(fitting([kit, genome], fields)).toEqual([genome]);
    expect(fitting([kit, genome], [...fields, field('targets', 'file')])).toEqual([genome, kit]);
  });

  it('are recognised by their values', () => {
    expect(chosen([genome], { reference: '/r/genome.fa' })).toBe(genome);
    expect(chosen([genome], { reference: '/r/other.fa' })).toBeUndefined();
  });

  it('are created from filled-in paths', () => {
    expect(filledPaths(fields, { reference: '/r/genome.fa', depth: 30 })).toEqual([
      { field: fields[0], path: '/r/genome.fa' },
    ]);
    expect(filledPaths(fields, { reference: './demo.fa' })).toEqual([]);
  });
});
