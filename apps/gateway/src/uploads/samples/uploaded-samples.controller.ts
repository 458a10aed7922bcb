import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { UploadedSampleBody, type UploadedSample, type UploadedSamplePage } from '@reprise/contracts';
import type { Request } from 'express';
import { ListQuery, OneQuery } from '../../shared/http/page-query.ts';
import { DescribeRecordChange } from '../../shared/openapi/describe-record-change.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
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
    @Req() { actor }: Request,
  ): Promise<UploadedSample> {
    return this.samples.make(body, actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Uploads',
    operationId: 'UploadedSamples_remove',
    summary: 'Delete a sample and its uploads',
    status: 204,
    problems: ['unknown_sample', 'sample_in_use', 'log_away', 'not_readable_yet'],
  })
  remove(@Param('id') id: string, @Query({ schema: OneQuery }) _: unknown, @Req() { actor }: Request): Promise<void> {
    return this.samples.remove(id, actor);
  }
}
