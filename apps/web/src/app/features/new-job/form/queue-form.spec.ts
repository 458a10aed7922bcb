import { QueueForm } from './queue-form.ts';

describe('the queue and priority of a new job', () => {
  const form = (usual = 'default') => {
    const made = new QueueForm();
    made.fill(usual);
    return made;
  };

  it("are not sent with the pipeline's queue and no priority", () => {
    const usual = form('night');
    expect([usual.name(), usual.value()]).toEqual(['night', {}]);
    usual.choose('night');
    usual.priority.set('0');
    expect(usual.value()).toEqual({});
  });

  it('are sent if a person selected them', () => {
    const chosen = form('night');
    chosen.choose('default');
    chosen.priority.set('-5');
    expect(chosen.value()).toEqual({ queue: 'default', priority: -5 });
  });

  it.each([
    ['1.5', 'Must be a whole number'],
    ['soon', 'Must be a whole number'],
    ['1000001', 'Must lie between -1,000,000 and 1,000,000'],
    ['10', null],
    ['', null],
  ])('reject or accept the priority “%s”', (typed, error) => {
    const checked = form();
    checked.priority.set(typed);
    expect(checked.error()).toBe(error);
  });
});
