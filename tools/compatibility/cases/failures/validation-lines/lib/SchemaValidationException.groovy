class SchemaValidationException extends Exception {
    SchemaValidationException(String message) { super(message) }
}
