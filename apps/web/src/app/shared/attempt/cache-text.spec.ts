import type { InputChange } from '@reprise/contracts';
import { aTask } from '../../testing/views.ts';
import { changeText, ranAgainText } from './cache-text.ts';

const change = (kind: InputChange['kind'], part: Partial<InputChange> = {}): InputChange => ({
  kind,
  name: null,
  from: null,
  to: null,
  made_by: null,
  ...part,
});
const missed = (...changes: InputChange[]) => aTask({ cache_miss: { attempt: 1, hash: 'aa/000000', changes } });

describe('the reason why a task ran again', () => {
  it.each([
    [change('file', { name: 'a.fq', from: '/in/a.fq', to: '/in/a.fq' }), 'a.fq changed'],
    [change('file', { name: 'given/a.fq', from: '/in/a.fq', to: '/new/a.fq' }), 'a.fq is another file'],
    [
      change('file', { name: 'x.bam', from: '/w/1', to: '/w/2', made_by: 'WES:ALIGN' }),
      'x.bam of ALIGN was written again',
    ],
    [change('param', { name: 'depth', from: '30', to: '60' }), 'parameter depth was 30, now 60'],
    [change('param'), 'a parameter changed'],
    [change('value', { name: 'sample', from: 'S1', to: 'S2' }), 'sample was S1, now S2'],
    [change('container', { to: 'bwa:1' }), 'its container was none, now bwa:1'],
    [change('script'), 'its script changed'],
    [change('other'), 'its environment changed'],
  ])('%#: %j', (given, words) => {
    expect(changeText(given)).toBe(words);
  });

  it('is stated once for the tasks of a step', () => {
    const script = change('script');
    expect(ranAgainText([missed(script), missed(script), aTask()])).toBe('Ran again: its script changed');
    expect(ranAgainText([aTask()])).toBe('');
    expect(ranAgainText([missed()])).toBe('Ran again: Nextflow does not report why');
  });

  it('names three changes and counts the others', () => {
    const values = ['a', 'b', 'c', 'd', 'e'].map((name) => change('value', { name }));
    expect(ranAgainText([missed(...values)])).toBe('Ran again: a changed, b changed, c changed and 2 more');
  });
});
