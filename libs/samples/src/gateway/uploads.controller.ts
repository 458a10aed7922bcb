import { Body, Controller, Delete, Get, Head, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { CommandBody } from '@reprise/contracts';
import type { UploadPage } from '../contract/index.ts';
import type { Request, Response } from 'express';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ListQuery, OneQuery } from '@reprise/gateway/shared/http/page-query.ts';
import { DescribeRecordChange, reasonBody } from '@reprise/gateway/shared/openapi/describe-record-change.ts';
import { DescribeQuery } from '@reprise/gateway/shared/openapi/describe.ts';
import { TusServer } from './files/tus-server.ts';
import { Uploads } from './files/uploads.service.ts';
import { DescribeTus } from './openapi/describe-uploads.ts';
import { uploadExamples } from './openapi/examples.ts';

/** Files that people send, over tus. Behind the same guards and filters as every route. */
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly tus: TusServer,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'Uploads_list',
    summary: 'All uploads, newest first, and the space for more',
    answer: uploadExamples.uploads,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<UploadPage> {
    return this.uploads.list(query);
  }

  @Post()
  @DescribeTus('create')
  create(@Query({ schema: OneQuery }) _: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.create(request, response);
  }

  @Head(':id')
  @SkipThrottle()
  @DescribeTus('offset')
  offset(
    @Param('id') id: string,
    @Query({ schema: OneQuery }) _: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.tus.continue(id, request, response);
  }

  /** A file of several GB comes in hundreds of requests, which are no commands. */
  @Patch(':id')
  @SkipThrottle()
  @DescribeTus('append')
  append(
    @Param('id') id: string,
    @Query({ schema: OneQuery }) _: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.tus.continue(id, request, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'Uploads_remove',
    summary: 'Delete an upload, whole or not',
    status: 204,
    problems: ['unknown_upload', 'part_of_sample'],
  })
  remove(
    @Param('id') id: string,
    @Query({ schema: OneQuery }) _: unknown,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.uploads.remove(id, undefined, caller);
  }

  @Post(':id/delete')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'Uploads_delete',
    summary: 'Delete an upload, whole or not, with a reason for the audit',
    status: 204,
    body: reasonBody,
    problems: ['unknown_upload', 'part_of_sample', 'upload_reason_required'],
  })
  removeWithReason(
    @Param('id') id: string,
    @Body({ schema: CommandBody }) { reason }: CommandBody,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.uploads.remove(id, reason, caller);
  }
}
