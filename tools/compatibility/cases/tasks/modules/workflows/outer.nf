include { ADD as ADD_ONE } from '../modules/add/main'
include { ADD as ADD_TWO } from '../modules/add/main'

workflow INNER {
    take: numbers
    main: ADD_ONE(numbers)
    emit: ADD_ONE.out
}

workflow OUTER {
    take: numbers
    main: ADD_TWO(INNER(numbers))
    emit: ADD_TWO.out
}
