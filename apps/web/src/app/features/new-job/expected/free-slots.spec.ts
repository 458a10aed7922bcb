import { aRunner } from '../../../testing/views.ts';
import { freeSlots } from './free-slots.ts';

it('counts the free slots of the runners that take jobs', () => {
  const [free, draining] = [aRunner({ slots: 3, slots_taken: 1 }), aRunner({ holds_back: 'it drains' })];
  expect(freeSlots([free, draining, aRunner({ alive: false })])).toBe(2);
  expect(freeSlots([aRunner({ slots: 1, slots_taken: 1 })])).toBe(0);
  expect(freeSlots([draining])).toBeNull();
});
