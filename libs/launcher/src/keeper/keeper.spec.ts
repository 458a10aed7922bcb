import { identify } from '@reprise/local-servers';
import { identifyKeeper } from './keeper.ts';

describe('the keeper of a helper', () => {
  it('is its parent', () => {
    expect(identifyKeeper(process.ppid)).toEqual(identify(process.ppid));
  });

  it('is no other process, such as the one that adopts a helper whose keeper was killed', () => {
    expect(() => identifyKeeper(process.pid)).toThrow('Reprise was killed while it started');
  });
});
