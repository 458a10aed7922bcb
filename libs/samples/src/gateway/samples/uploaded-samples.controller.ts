import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBody } from '@reprise/contracts';
import { UploadedSampleBody, type UploadedSample, type UploadedSamplePage } from '../../contract/index.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ListQuery, OneQuery } from '@reprise/gateway/shared/http/page-query.ts';
import { DescribeRecordChange, reasonBody } from '@reprise/gateway/shared/openapi/describe-record-change.ts';
import { DescribeQuery } from '@reprise/gateway/shared/openapi/describe.ts';
import { uploadBodies, uploadExamples } from '../openapi/examples.ts';
import { UploadedSamples } from './uploaded-samples.service.ts';

@Controller('uploads/samples')
export class UploadedSamplesController {
  constructor(private readonly samples: UploadedSamples) {}

  @Get()
  @DescribeQuery({
    operationId: 'UploadedSamples_list',
    summary: 'Samples made of uploads, newest first, with the jobs that use them',
    answer: uploadExamples.samples,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<UploadedSamplePage> {
    return this.samples.list(query);
  }

  @Post()
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'UploadedSamples_make',
    summary: 'Make a sample of uploads: a folder that a job takes as its input',
    status: 201,
    body: uploadBodies.sample,
    answer: uploadExamples.sample,
    problems: ['wrong_upload_ids', 'unequal_reads', 'rejected_upload', 'in_other_sample', 'beyond_quota', 'disk_full'],
  })
  make(
    @Body({ schema: UploadedSampleBody }) body: UploadedSampleBody,
    @CallerParam() caller: Caller,
  ): Promise<UploadedSample> {
    return this.samples.make(body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'UploadedSamples_remove',
    summary: 'Delete a sample and its uploads',
    status: 204,
    problems: ['unknown_sample', 'sample_in_use', 'not_readable_yet'],
  })
  remove(
    @Param('id') id: string,
    @Query({ schema: OneQuery }) _: unknown,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.samples.remove(id, undefined, caller);
  }

  @Post(':id/delete')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'UploadedSamples_delete',
    summary: 'Delete a sample and its uploads, with a reason for the audit',
    status: 204,
    body: reasonBody,
    problems: ['unknown_sample', 'sample_in_use', 'not_readable_yet', 'sample_reason_required'],
  })
  removeWithReason(
    @Param('id') id: string,
    @Body({ schema: CommandBody }) { reason }: CommandBody,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.samples.remove(id, reason, caller);
  }
}
