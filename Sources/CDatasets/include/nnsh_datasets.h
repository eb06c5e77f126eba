// Small data sets inside the program. See README.md for sources and licences.
#ifndef NNSH_DATASETS_H
#define NNSH_DATASETS_H

enum { NNSH_DIGITS_COUNT = 1797, NNSH_IRIS_COUNT = 150 };

/// One line of 65 characters a digit: '0'..'9', then 64 pixels from 'a' (0) to 'q' (16), row by row.
const unsigned char *nnsh_digits_text(void);

/// Four lengths in millimetres and the species 1..3 (setosa, versicolor, virginica).
extern const unsigned char nnsh_iris[NNSH_IRIS_COUNT][5];

#endif
