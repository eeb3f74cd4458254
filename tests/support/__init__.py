"""What tests of several rooms share: catalogues as data, the example, the command line, bounds of work. No test lies here."""
