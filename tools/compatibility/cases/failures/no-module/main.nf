include { A } from './absent'

workflow { A() }
