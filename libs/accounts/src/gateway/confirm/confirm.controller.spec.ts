import { routeInput } from '@reprise/gateway/testing/route-input.ts';
import { ConfirmController } from './confirm.controller.ts';

const [body, request, response] = [{}, {}, {}] as [never, never, never];

describe('a request for identity confirmation', () => {
  it('is answered with the proof and its cookies', async () => {
    const person = { confirm: async (...given: unknown[]) => given };
    const controller = new ConfirmController(person as never);
    expect(await controller.confirm(routeInput({ body }), request, response)).toEqual([body, request, response]);
  });
});
