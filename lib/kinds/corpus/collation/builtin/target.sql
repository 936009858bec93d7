create collation steady (provider = builtin, locale = 'C');
