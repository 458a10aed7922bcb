import { Controller, Req, Res } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import type { Parsed } from '@reprise/contracts/http';
import { uploadRoutes, type UploadPage } from '../contract/index.ts';
import type { Request, Response } from 'express';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { TusServer } from './files/tus-server.ts';
import { Uploads } from './files/uploads.service.ts';

/** Uploads over tus, with the same guards and filters as every route. */
@Controller()
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly tus: TusServer,
  ) {}

  @Serve(uploadRoutes.list)
  list({ query }: Parsed<typeof uploadRoutes.list>): Promise<UploadPage> {
    return this.uploads.list(query);
  }

  @Serve(uploadRoutes.create)
  create(_input: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.create(request, response);
  }

  @Serve(uploadRoutes.offset)
  @SkipThrottle()
  offset(
    { params: { id } }: Parsed<typeof uploadRoutes.offset>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.tus.continue(id, request, response);
  }

  /** A file of several GB arrives in hundreds of requests, which are not commands. */
  @Serve(uploadRoutes.append)
  @SkipThrottle()
  append(
    { params: { id } }: Parsed<typeof uploadRoutes.append>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.tus.continue(id, request, response);
  }

  @Serve(uploadRoutes.remove)
  remove({ params: { id } }: Parsed<typeof uploadRoutes.remove>, @CallerParam() caller: Caller): Promise<void> {
    return this.uploads.remove(id, undefined, caller);
  }

  @Serve(uploadRoutes.removeWithReason)
  removeWithReason(
    { params: { id }, body: { reason } }: Parsed<typeof uploadRoutes.removeWithReason>,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.uploads.remove(id, reason, caller);
  }
}
