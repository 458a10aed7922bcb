import { Global, Module } from '@nestjs/common';
import { JobFilesModule, VariantClasses } from '@reprise/gateway/jobs';
import { AssessedVariants } from './classify/assessed-variants.ts';
import { RecordedClasses } from './classify/recorded-classes.ts';
import { ClassLookUps } from './classify/class-look-ups.ts';
import { EvidenceFiles } from './evidence/evidence-files.ts';
import { VariantsExportController } from './export/variants-export.controller.ts';
import { VariantTables } from './tables/variant-tables.ts';
import { VariantsController } from './variants.controller.ts';
import { Variants } from './variants.service.ts';

/** Variants of attempts with their evidence and classes. Global, for the commands that classify and sign them. */
@Global()
@Module({
  imports: [JobFilesModule],
  controllers: [VariantsController, VariantsExportController],
  providers: [
    AssessedVariants,
    EvidenceFiles,
    RecordedClasses,
    Variants,
    VariantTables,
    { provide: VariantClasses, useClass: ClassLookUps },
  ],
  exports: [VariantClasses],
})
export class VariantsModule {}
