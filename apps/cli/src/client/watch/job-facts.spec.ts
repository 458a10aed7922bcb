import { permitted } from './job-facts.ts';

it('a job is shown with the commands that the role of who asks allows', () => {
  const job = { allowed_actions: ['resume', 'rerun', 'pin'] };
  expect(permitted(job, { rerun: 'needs the role operator' }).allowed_actions).toEqual(['resume', 'pin']);
  expect(permitted(job, {})).toEqual(job);
});
