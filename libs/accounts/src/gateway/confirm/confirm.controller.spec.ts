import { routeInput } from '@reprise/gateway/testing/route-input.ts';
import { ConfirmController } from './confirm.controller.ts';

const [body, request, response] = [{}, {}, {}] as [never, never, never];

describe('a request to prove again who one is', () => {
  it('is answered with the proof, and gets cookies with it', async () => {
    const person = { confirm: async (...given: unknown[]) => given };
    const controller = new ConfirmController(person as never);
    expect(await controller.confirm(routeInput({ body }), request, response)).toEqual([body, request, response]);
  });
});
