create collation ruled (provider = icu, locale = 'und', rules = '&b < a');
