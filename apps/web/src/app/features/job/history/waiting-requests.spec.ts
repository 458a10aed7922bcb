import { anEntry, at, NOON } from '../../../testing/views.ts';
import { waitingRequestsText } from './waiting-requests.ts';

const [A, B] = ['a', 'b'].map((one) => `019b2f70-0a11-7b22-8c33-9d44aabbccd${one}`) as [string, string];

describe('the requests that wait for a second person', () => {
  const request = (approval_id: string, command: string, expires_at = at(600)) =>
    anEntry('approval_requested', { data: { approval_id, command, expires_at } });

  it('are named until they are decided on', () => {
    const asked = [request(A, 'clean'), request(B, 'rerun')];
    expect(waitingRequestsText(asked, NOON)).toMatch(
      /^A second person has to approve a request to clean this \(until .+\), and one to rerun this \(until .+\)\. See Approvals\.$/,
    );
    const decided = anEntry('approval_rejected', { data: { approval_id: B, command: 'rerun' } });
    expect(waitingRequestsText([...asked, decided], NOON)).toMatch(/request to clean this \(until [^)]+\)\. See/);
    const withdrawn = anEntry('approval_withdrawn', { data: { approval_id: A, command: 'clean' } });
    expect(waitingRequestsText([...asked, decided, withdrawn], NOON)).toBeNull();
  });

  it('no longer wait once their time is over', () => {
    expect(waitingRequestsText([request(A, 'clean', at(-1))], NOON)).toBeNull();
  });
});
