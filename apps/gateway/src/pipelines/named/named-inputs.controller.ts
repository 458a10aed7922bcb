import { Controller } from '@nestjs/common';
import type { NamedInput, NamedInputPage } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { namedInputRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { NamedInputs } from './named-inputs.service.ts';

@Controller()
export class NamedInputsController {
  constructor(private readonly inputs: NamedInputs) {}

  @Serve(namedInputRoutes.list)
  list({ query }: Parsed<typeof namedInputRoutes.list>): Promise<NamedInputPage> {
    return this.inputs.list(query);
  }

  @Serve(namedInputRoutes.add)
  add({ body }: Parsed<typeof namedInputRoutes.add>, @CallerParam() caller: Caller): Promise<NamedInput> {
    return this.inputs.add(body, caller);
  }

  @Serve(namedInputRoutes.remove)
  remove({ params: { id } }: Parsed<typeof namedInputRoutes.remove>, @CallerParam() caller: Caller): Promise<void> {
    return this.inputs.remove(id, undefined, caller);
  }

  @Serve(namedInputRoutes.removeWithReason)
  removeWithReason(
    { params: { id }, body: { reason } }: Parsed<typeof namedInputRoutes.removeWithReason>,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.inputs.remove(id, reason, caller);
  }
}
