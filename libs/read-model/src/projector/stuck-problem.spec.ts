import { stuckProblem } from './stuck-problem.ts';

describe('the problem of a stuck projector', () => {
  it('states the remedy if a file of the database is damaged', () => {
    const damaged = Object.assign(new Error('invalid page in block 3 of relation base/5/16402'), { code: 'XX001' });
    expect(stuckProblem(7, damaged)).toMatch(
      /^What follows event 7 cannot be written to the tables: invalid page in block 3 .*Run npm run rebuild: /,
    );
  });

  it('repeats only the message of Postgres for other errors', () => {
    expect(stuckProblem(7, new Error('column "pipeline" is missing'))).toBe(
      'What follows event 7 cannot be written to the tables: column "pipeline" is missing',
    );
  });
});
