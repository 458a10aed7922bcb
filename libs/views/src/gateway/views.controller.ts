import { Controller } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { viewRoutes, type OpenedView, type SavedView, type SavedViews } from '../contract/index.ts';
import { Views } from './views.service.ts';

@Controller()
export class ViewsController {
  constructor(private readonly views: Views) {}

  @Serve(viewRoutes.list)
  async list(_: Parsed<typeof viewRoutes.list>, @CallerParam() caller: Caller): Promise<SavedViews> {
    return { views: await this.views.list(caller) };
  }

  @Serve(viewRoutes.show)
  show({ params: { id } }: Parsed<typeof viewRoutes.show>, @CallerParam() caller: Caller): Promise<OpenedView> {
    return this.views.show(id, caller);
  }

  @Serve(viewRoutes.create)
  create({ body }: Parsed<typeof viewRoutes.create>, @CallerParam() caller: Caller): Promise<SavedView> {
    return this.views.create(body, caller);
  }

  @Serve(viewRoutes.change)
  change(
    { params: { id }, body }: Parsed<typeof viewRoutes.change>,
    @CallerParam() caller: Caller,
  ): Promise<SavedView> {
    return this.views.change(id, body, caller);
  }

  @Serve(viewRoutes.delete)
  delete({ params: { id } }: Parsed<typeof viewRoutes.delete>, @CallerParam() caller: Caller): Promise<void> {
    return this.views.delete(id, caller);
  }
}
