#!/usr/bin/env nextflow

/*
 * Whole exome: paired reads to annotated, filtered variants.
 * Every step starts with `sleep $WES_SLOW`, 0 unless the demo-only parameter `slow` says otherwise.
 * Files of a user's own naming are staged in `given/`: an output of the same name would overwrite the original.
 */

process FASTQC {
    tag "${sample}"
    publishDir "${params.output_dir}/qc", mode: 'copy', pattern: '*.html'

    input:
    tuple val(sample), path(r1), path(r2)

    output:
    path '*_fastqc.{html,zip}', emit: reports
    path 'versions.yml', emit: versions

    script:
    // The version is read from the report, because asking the program for it would start Java once more.
    """
    sleep \$WES_SLOW
    fastqc --quiet --dir . --outdir . ${r1} ${r2}
    cat <<END > versions.yml
    "${task.process}":
        fastqc: \$(sed -n 's/.*(version \\([^)]*\\)).*/\\1/p' *_fastqc.html | head -n 1)
    END
    """
}

process FASTP {
    tag "${sample}"
    publishDir "${params.output_dir}/qc", mode: 'copy', pattern: '*.fastp.*'

    input:
    tuple val(sample), path(r1, stageAs: 'given/*'), path(r2, stageAs: 'given/*')

    output:
    tuple val(sample), path('trimmed_R1.fastq.gz'), path('trimmed_R2.fastq.gz'), emit: reads
    path "${sample}.fastp.*", emit: reports
    path 'versions.yml', emit: versions

    script:
    // fastp and FastQC read a truncated file to where it ends, and exit with 0.
    """
    sleep \$WES_SLOW
    for reads in ${r1} ${r2}; do
        gzip --test "\$reads" || { echo "\${reads##*/} is truncated or damaged: copy it again." >&2; exit 1; }
    done
    fastp --thread ${task.cpus} --report_title ${sample} \\
        --in1 ${r1} --in2 ${r2} --out1 trimmed_R1.fastq.gz --out2 trimmed_R2.fastq.gz \\
        --html ${sample}.fastp.html --json ${sample}.fastp.json
    cat <<END > versions.yml
    "${task.process}":
        fastp: \$(fastp --version 2>&1 | sed 's/fastp //')
    END
    """
}

process INDEX {
    publishDir "${params.output_dir}/reference", mode: 'copy', pattern: '{ref.fa,ref.fa.fai,genes.gff3,targets.bed}'

    input:
    path reference, stageAs: 'given/*'
    path genes, stageAs: 'given/*'
    path targets, stageAs: 'given/*'

    output:
    tuple path('ref.fa'), path('ref.fa.fai'), emit: fasta
    path 'genes.gff3', emit: genes
    path 'targets.bed', emit: targets
    path 'ref.fa.{amb,ann,bwt,pac,sa}', emit: bwa
    path 'versions.yml', emit: versions

    script:
    // Wrong targets are found here, before anything is aligned.
    """
    sleep \$WES_SLOW
    gzip -cdf ${reference} > ref.fa
    gzip -cdf ${genes} > genes.gff3
    gzip -cdf ${targets} | sed -E '/^(track|browser|#)/d' > targets.bed
    samtools faidx ref.fa
    unknown=\$(awk 'NR == FNR { known[\$1]; next } !(\$1 in known) { print \$1; exit }' ref.fa.fai targets.bed)
    if [ -n "\$unknown" ]; then
        echo "The reference has no sequence '\$unknown', which the targets name. Both must use the same names (20 or chr20)." >&2
        exit 1
    fi
    bwa index ref.fa
    cat <<END > versions.yml
    "${task.process}":
        bwa: \$(bwa 2>&1 | sed -n 's/^Version: //p')
        samtools: \$(samtools --version | sed -n '1s/samtools //p')
    END
    """
}

process ALIGN {
    tag "${sample}"
    publishDir "${params.output_dir}/bam", mode: 'copy', pattern: '*.bam*'

    input:
    tuple val(sample), path(r1), path(r2)
    tuple path(fasta), path(fai)
    path bwa_index

    output:
    tuple val(sample), path("${sample}.bam"), path("${sample}.bam.bai"), emit: bam
    path 'versions.yml', emit: versions

    script:
    // -K fixes the batch size, so that the alignments do not depend on the number of threads.
    """
    sleep \$WES_SLOW
    bwa mem -t ${task.cpus} -K 10000000 -R '@RG\\tID:${sample}\\tSM:${sample}\\tPL:ILLUMINA' ${fasta} ${r1} ${r2} \\
        | samtools fixmate -u -m - - \\
        | samtools sort -u -m 256M -T sorting - \\
        | samtools markdup - ${sample}.bam
    samtools index ${sample}.bam
    cat <<END > versions.yml
    "${task.process}":
        bwa: \$(bwa 2>&1 | sed -n 's/^Version: //p')
        samtools: \$(samtools --version | sed -n '1s/samtools //p')
    END
    """
}

process CALL {
    tag "${sample}"
    publishDir "${params.output_dir}/vcf", mode: 'copy', pattern: '*.vcf.gz*'

    input:
    tuple val(sample), path(bam), path(bai)
    tuple path(fasta), path(fai)
    path targets

    output:
    tuple val(sample), path("${sample}.raw.vcf.gz"), path("${sample}.raw.vcf.gz.tbi"), emit: vcf
    path 'versions.yml', emit: versions

    script:
    // -T, not -R: with -R, overlapping targets yield the same variant twice, out of order. Without the dates in the
    // header, the same reads always yield the same bytes.
    """
    sleep \$WES_SLOW
    bcftools mpileup -Ou -f ${fasta} -T ${targets} -q 20 -Q 20 -d 8000 -a FORMAT/AD,FORMAT/DP ${bam} \\
        | bcftools call -Ou -mv \\
        | bcftools norm -Ov -f ${fasta} -m -any \\
        | sed '/^##bcftools/s/; Date=.*//' \\
        | bgzip -c > ${sample}.raw.vcf.gz
    tabix -p vcf ${sample}.raw.vcf.gz
    cat <<END > versions.yml
    "${task.process}":
        bcftools: \$(bcftools --version | sed -n '1s/bcftools //p')
        htslib: \$(tabix --version | sed -n '1s/.* //p')
    END
    """
}

process QC {
    tag "${sample}"
    publishDir "${params.output_dir}/qc", mode: 'copy', pattern: '*.qc.json'

    input:
    tuple val(sample), path(bam), path(bai), path(vcf), path(tbi)
    path targets

    output:
    path "${sample}.qc.json", emit: summary
    path 'versions.yml', emit: versions

    script:
    // Depth as callers see it: without duplicates, and a base that both mates cover counts once.
    """
    sleep \$WES_SLOW
    samtools stats ${bam} > stats.txt
    samtools depth -a -s -b ${targets} ${bam} | awk '{ n[\$3]++ } END { for (depth in n) print depth, n[depth] }' > depth.txt
    bcftools stats ${vcf} > variants.txt
    qc_summary ${sample} stats.txt depth.txt variants.txt > ${sample}.qc.json
    cat <<END > versions.yml
    "${task.process}":
        samtools: \$(samtools --version | sed -n '1s/samtools //p')
        bcftools: \$(bcftools --version | sed -n '1s/bcftools //p')
    END
    """
}

process ANNOTATE {
    tag "${sample}"
    publishDir "${params.output_dir}/vcf", mode: 'copy', pattern: '*.vcf.gz*'

    input:
    tuple val(sample), path(vcf), path(tbi)
    tuple path(fasta), path(fai)
    path genes

    output:
    tuple val(sample), path("${sample}.annotated.vcf.gz"), path("${sample}.annotated.vcf.gz.tbi"), emit: vcf
    path 'versions.yml', emit: versions

    script:
    // -l judges each variant alone: the reads are not phased, so neighbours must not be read as one haplotype.
    """
    sleep \$WES_SLOW
    bcftools csq -Ov -l -f ${fasta} -g ${genes} ${vcf} \\
        | sed '/^##bcftools/s/; Date=.*//' \\
        | bgzip -c > ${sample}.annotated.vcf.gz
    tabix -p vcf ${sample}.annotated.vcf.gz
    cat <<END > versions.yml
    "${task.process}":
        bcftools: \$(bcftools --version | sed -n '1s/bcftools //p')
        htslib: \$(tabix --version | sed -n '1s/.* //p')
    END
    """
}

process FILTER {
    tag "${sample}"
    publishDir "${params.output_dir}/tsv", mode: 'copy', pattern: '*.tsv'

    input:
    tuple val(sample), path(vcf), path(tbi)

    output:
    path "${sample}.filtered.tsv", emit: table
    path 'versions.yml', emit: versions

    script:
    """
    sleep \$WES_SLOW
    printf 'CHROM\\tPOS\\tREF\\tALT\\tQUAL\\tGT\\tDP\\tAD\\tBCSQ\\n' > ${sample}.filtered.tsv
    bcftools view -i 'QUAL >= ${params.min_qual} && FORMAT/DP[0] >= ${params.min_depth}' ${vcf} \\
        | bcftools query -f '%CHROM\\t%POS\\t%REF\\t%ALT\\t%QUAL[\\t%GT\\t%DP\\t%AD]\\t%INFO/BCSQ\\n' \\
        >> ${sample}.filtered.tsv
    cat <<END > versions.yml
    "${task.process}":
        bcftools: \$(bcftools --version | sed -n '1s/bcftools //p')
    END
    """
}

/** A file or folder that must exist; `what` describes it in words. */
def existing(value, name, what) {
    if (!value) {
        error("The parameter ${name} is missing: give ${what}.")
    }
    def found = file(value, glob: false)
    if (!found.exists()) {
        error("${name} is not there: ${value}. Give ${what}.")
    }
    return found
}

/**
 * The file that the parameter names, or else the first candidate next to the reference (or next to its target, if it is
 * a link). `names` maps the reference's name, without its extension, to the candidates' names.
 */
def besideReference(reference, value, name, names, what) {
    if (value) {
        return existing(value, name, what)
    }
    def candidates = [reference, reference.toRealPath()].unique().collectMany { fasta ->
        names.call(fasta.name.replaceFirst(/\.(fa|fasta|fna)(\.gz)?$/, '')).collect { candidate -> fasta.resolveSibling(candidate) }
    }
    def found = candidates.find { candidate -> candidate.exists() }
    if (!found) {
        error("No ${candidates.collect { candidate -> candidate.name }.unique().join(' or ')} lies beside the reference ${reference}. Put it there, or give ${what} as ${name}.")
    }
    return found
}

/** The pairs of reads in a folder, as [sample, R1, R2], by sample name. */
def readPairs(folder) {
    if (!folder.isDirectory()) {
        error("input_dir is not a folder: ${folder}. Give the folder that holds the reads.")
    }
    def reads = folder.listFiles().findAll { read -> read.name ==~ /.+_R[12]\.fastq\.gz/ }
    if (!reads) {
        error("No reads in ${folder}. Put pairs named <sample>_R1.fastq.gz and <sample>_R2.fastq.gz there.")
    }
    def samples = reads.groupBy { read -> read.name.replaceFirst(/_R[12]\.fastq\.gz$/, '') }
    return samples.sort().collect { sample, pair ->
        if (!(sample ==~ /[A-Za-z0-9][A-Za-z0-9._-]*/)) {
            error("The sample name '${sample}' can't be used. Rename its files: letters, digits, dot, dash, underscore.")
        }
        if (pair.size() == 1) {
            def missing = pair[0].name.endsWith('_R1.fastq.gz') ? 'R2' : 'R1'
            error("${pair[0].name} has no partner. Put ${sample}_${missing}.fastq.gz into ${folder} too.")
        }
        def (r1, r2) = pair.sort { read -> read.name }
        [sample, r1, r2]
    }
}

/** Writes the effective parameters, with the files that were found for those left empty. */
def writeParameters(effective) {
    def folder = file("${params.output_dir}/pipeline_info")
    folder.mkdirs()
    folder.resolve('params.json').text = groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson(effective))
}

/** The files that a run with these parameters reads. All of them are checked to exist. */
def findInputs(given) {
    if (!given.output_dir) {
        error('The parameter output_dir is missing: give the folder that takes the results.')
    }
    def reference = existing(given.reference, 'reference', 'a FASTA file (.fa or .fa.gz)')
    def genes = besideReference(reference, given.gff3, 'gff3',
        { stem -> ["${stem}.gff3", "${stem}.gff3.gz"] }, 'the genes in Ensembl GFF3')
    def targets = besideReference(reference, given.targets, 'targets',
        { stem -> ["${stem}.bed", 'targets.bed'] }, 'the target regions as BED')
    def pairs = readPairs(existing(given.input_dir, 'input_dir', 'the folder that holds the reads'))
    return [reference: reference, genes: genes, targets: targets, pairs: pairs]
}

workflow {
    def inputs = findInputs(params)

    writeParameters(params + [gff3: inputs.genes.toString(), targets: inputs.targets.toString()])
    reads = channel.fromList(inputs.pairs)
    FASTQC(reads)
    FASTP(reads)
    INDEX(inputs.reference, inputs.genes, inputs.targets)
    ALIGN(FASTP.out.reads, INDEX.out.fasta, INDEX.out.bwa)
    CALL(ALIGN.out.bam, INDEX.out.fasta, INDEX.out.targets)
    QC(ALIGN.out.bam.join(CALL.out.vcf), INDEX.out.targets)
    ANNOTATE(CALL.out.vcf, INDEX.out.fasta, INDEX.out.genes)
    FILTER(ANNOTATE.out.vcf)
}
