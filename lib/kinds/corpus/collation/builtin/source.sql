create collation steady (provider = builtin, locale = 'C.UTF-8');
